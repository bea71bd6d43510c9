/** Where a page of ended sessions begins: after this session. */
export interface EndedSessionsPage {
  /** Of the list that it belongs to. */
  readonly cursor: number;
  readonly until: number;
  readonly id: string;
}

const FORM = /^(\d{1,15})_(\d{1,15})_([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/;

/** As a gateway gives it back. Many sessions may have ended at the same instant, so that it names one of them. */
export function formatPage({ cursor, until, id }: EndedSessionsPage): string {
  return `${cursor}_${until}_${id}`;
}

/** Null for what is none. */
export function parsePage(text: string): EndedSessionsPage | null {
  const [, cursor, until, id] = FORM.exec(text) ?? [];
  return id === undefined ? null : { cursor: Number(cursor), until: Number(until), id };
}
