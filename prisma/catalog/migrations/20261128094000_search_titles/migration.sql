-- AlterTable
-- Generated like "search", and for the same reason. Of a common word the products that have it in their
-- title are found by this, however many others mention it.
ALTER TABLE "product" ADD COLUMN "title_search" tsvector GENERATED ALWAYS AS (
    to_tsvector('english', "title")
) STORED;

-- CreateIndex
CREATE INDEX "product_title_search" ON "product" USING GIN ("title_search");

-- CreateTable
CREATE TABLE "title_word" (
    "word" TEXT NOT NULL,

    CONSTRAINT "title_word_pkey" PRIMARY KEY ("word")
);

-- CreateIndex
CREATE INDEX "title_word_trigram" ON "title_word" USING GIN ("word" extensions.gin_trgm_ops);

-- The words are kept by the database, so that no writer can forget it. They are in order, so that of two
-- writers with the same new words none waits for the other in a circle.
CREATE FUNCTION "remember_title_words"() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO title_word (word)
    SELECT DISTINCT word FROM written
        CROSS JOIN LATERAL regexp_split_to_table(lower(title), '[^[:alnum:]]+') AS word
    WHERE length(word) BETWEEN 3 AND 40
    ORDER BY word
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;

CREATE TRIGGER "product_words_of_new_titles" AFTER INSERT ON "product"
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION "remember_title_words"();

CREATE TRIGGER "product_words_of_changed_titles" AFTER UPDATE ON "product"
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION "remember_title_words"();

INSERT INTO title_word (word)
SELECT DISTINCT word FROM product
    CROSS JOIN LATERAL regexp_split_to_table(lower(title), '[^[:alnum:]]+') AS word
WHERE length(word) BETWEEN 3 AND 40;
