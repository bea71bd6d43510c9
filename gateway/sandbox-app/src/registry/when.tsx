import { formatAgo } from './format-when.ts';

/** An instant: how long ago, and exactly when on closer look. */
export function When({ at }: { at: string }) {
  return (
    <time dateTime={at} title={new Date(at).toLocaleString()}>
      {formatAgo(at)}
    </time>
  );
}
