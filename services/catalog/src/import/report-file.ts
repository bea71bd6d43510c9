import { open } from 'node:fs/promises';
import { ImportFileError, type Place } from './file-record.ts';

/** One of the reasons for which a record was not imported. */
export interface Refusal extends Place {
  /** Null where the record could not be read. */
  readonly slug: string | null;
  readonly reason: string;
}

export type ReportFile = Awaited<ReturnType<typeof openReportFile>>;

/**
 * Opens the report of an import, a JSON object on each line, of which `reportBytes` bytes are good.
 * Throws ImportFileError when it has fewer: then it is not the report of that import.
 */
export async function openReportFile(path: string, reportBytes: number) {
  // Not 'w+': it would empty the report of an interrupted import.
  const file = await open(path, 'a+').then(async (made) => {
    await made.close();
    return open(path, 'r+');
  });
  if ((await file.stat()).size < reportBytes) {
    await file.close();
    throw new ImportFileError(
      `The report of the interrupted import is not in ${path} any more. Name it by --report, or begin again by --restart.`,
    );
  }

  return {
    /**
     * Writes refusals behind the first `position` bytes and drops what was there; resolves with the new
     * length when it is on disk. Doing it again has the same result.
     */
    async write(position: number, refusals: readonly Refusal[]): Promise<number> {
      const text = refusals.map((refusal) => `${JSON.stringify(refusal)}\n`).join('');
      const bytes = Buffer.from(text);
      await file.truncate(position);
      if (bytes.length === 0) return position;
      await file.write(bytes, 0, bytes.length, position);
      await file.sync();
      return position + bytes.length;
    },

    close: () => file.close(),
  };
}
