import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { seedRandom } from '@causeway/database';
import { chooseWord } from '../src/search/choose-word.ts';
import { createTitleWordStore } from '../src/search/title-word-store.ts';
import { openHugeCatalog } from './huge-catalog.ts';
import { mistype, TYPING_ERRORS, type TypingError } from './mistype.ts';
import { withTitleWords } from './with-title-words.ts';

const HELP = `node services/catalog/bench/typos.ts [--count N] [--words FILE]

How many mistyped words of titles a search corrects to what was meant: N (200) words that titles of the
seed "huge" have, each with one typing error. --words adds the words of a file, one on each line, to what
they may be taken for. What becomes another of the words is not counted as mistyped.
`;
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '200' },
    words: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

/** Shorter words are not corrected. */
const SHORTEST = 3;

if (values.help) print(HELP);
else await measure(Number(values.count));

async function measure(count: number): Promise<void> {
  const catalog = await openHugeCatalog(print);
  const others = values.words === undefined ? [] : await readWords(values.words);
  await withTitleWords(catalog.appUrl, others, async (client, titleWords) => {
    const store = createTitleWordStore(client);
    const known = new Set([...titleWords, ...others]);
    print(`${known.size} words, of which titles have ${titleWords.length}`);
    print('| error | words | corrected | to another | not |\n| --- | --- | --- | --- | --- |');
    for (const error of TYPING_ERRORS) {
      const pairs = makePairs(error, titleWords, known, count / TYPING_ERRORS.length);
      const unknown = await store.findNearest(pairs.map(({ typed }) => typed));
      const chosen = new Map(unknown.map(({ word, nearest }) => [word, chooseWord(word, nearest)]));
      const right = pairs.filter(({ typed, meant }) => chosen.get(typed) === meant).length;
      const left = pairs.filter(({ typed }) => chosen.get(typed) === null).length;
      const wrong = pairs.length - right - left;
      print(`| ${error} | ${pairs.length} | ${right} | ${wrong} | ${left} |`);
    }
  });
  await catalog.close();
}

/** Words to be corrected, no two of them the same. */
function makePairs(
  error: TypingError,
  words: readonly string[],
  known: ReadonlySet<string>,
  count: number,
): readonly { readonly typed: string; readonly meant: string }[] {
  const random = seedRandom(`typing errors: ${error}`);
  const meantBy = new Map<string, string>();
  while (meantBy.size < count) {
    const meant = words[Math.floor(random() * words.length)] as string;
    const typed = mistype(error, meant, random);
    if (typed.length >= SHORTEST && !known.has(typed)) meantBy.set(typed, meant);
  }
  return [...meantBy].map(([typed, meant]) => ({ typed, meant }));
}

async function readWords(path: string): Promise<readonly string[]> {
  const lines = (await readFile(path, 'utf8')).toLowerCase().split('\n');
  return [...new Set(lines.filter((word) => /^\p{L}{3,40}$/u.test(word)))];
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
