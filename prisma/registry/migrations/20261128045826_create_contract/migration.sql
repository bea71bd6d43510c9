-- CreateTable
CREATE TABLE "contract" (
    "ref" TEXT NOT NULL,
    "source_ref" TEXT NOT NULL,
    "include_tags" TEXT[],
    "exclude_tags" TEXT[],
    "hides_unreachable" BOOLEAN NOT NULL,
    "problem" TEXT,

    CONSTRAINT "contract_pkey" PRIMARY KEY ("ref")
);

-- CreateIndex
CREATE INDEX "contract_of_source" ON "contract"("source_ref");

-- AddForeignKey
ALTER TABLE "contract" ADD CONSTRAINT "contract_ref_fkey" FOREIGN KEY ("ref") REFERENCES "variant"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contract" ADD CONSTRAINT "contract_source_ref_fkey" FOREIGN KEY ("source_ref") REFERENCES "variant"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;
