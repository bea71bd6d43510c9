/** What no answer to a stranger may hold, whatever went wrong. */
const LEAKS: readonly [what: string, pattern: RegExp][] = [
  ['a stack trace', /\bat (async )?[\w.<>[\] ]+ \(?[^\s"]*:\d+:\d+|"stack(trace)?"\s*:/i],
  ['a path of its files', /node_modules|file:\/\/|(\/(home|root|usr|opt|srv|var|app|work)\/)\S/],
  ['an address behind it', /(127\.0\.0\.1|localhost|\b10\.\d+\.\d+\.\d+|\b192\.168\.\d+\.\d+):\d+/],
  ['an error of its system', /\bE(CONN\w+|ADDR\w+|NOENT|ACCES|PIPE|TIMEDOUT|NOTFOUND)\b/],
];

/** Names what an answer tells of the insides of the server. */
export function findLeaks(text: string): string[] {
  return LEAKS.flatMap(([what, pattern]) => {
    const found = pattern.exec(text);
    return found === null ? [] : [`tells ${what}: ${found[0].slice(0, 80)}`];
  });
}
