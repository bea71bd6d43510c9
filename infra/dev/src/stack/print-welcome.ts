import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { paint, print } from '../output/print.ts';
import { LOCAL_REF } from '../registry/local-graph.ts';
import { inRepository } from '../repository.ts';
import { sampleAccounts, samplePassword } from './sample-accounts.ts';
import type { RunningStack } from './start-stack.ts';

/** Where everything is, who can sign in, and a query to paste. */
export function printWelcome(
  stack: Pick<RunningStack, 'url' | 'mailboxUrl' | 'openidUrl' | 'registry'>,
  startedMs: number,
): void {
  const { url, mailboxUrl, openidUrl, registry } = stack;
  const flagship = readFileSync(
    inRepository('gateway/sandbox-app/examples/flagship.graphql'),
    'utf8',
  );
  print(`
${paint('bold', 'Causeway runs')} ${paint('dim', `(started in ${(startedMs / 1_000).toFixed(1)} s)`)}

  sandbox   ${paint('cyan', `${url}/`)}
  GraphQL   ${paint('cyan', `${url}/graphql`)}
  health    ${url}/health/ready
  mailbox   ${mailboxUrl === null ? paint('dim', 'none: MAIL_URL says where mail goes') : `${paint('cyan', mailboxUrl)} ${paint('dim', 'what identity would have sent')}`}
${openidUrl === null ? '' : `  provider  ${paint('cyan', openidUrl)} ${paint('dim', 'takes any name; see the examples under "Sign in with a provider"')}\n`}  registry  ${paint('cyan', registry.url)} ${paint('dim', `${LOCAL_REF}, version ${registry.version}`)}
            token in ${relative(process.cwd(), registry.tokenFile)}

  accounts  password ${paint('bold', samplePassword)}
${sampleAccounts.map(({ label, email }) => `            ${email.padEnd(26)} ${paint('dim', label)}`).join('\n')}

  a query to paste:
${paint('dim', curlOf(url))}

  the flagship query, for the sandbox (sign in first; variables {"search": "wool blanket"}):
${paint('dim', indent(flagship.trim()))}

  Ctrl-C stops everything.
`);
}

function curlOf(url: string): string {
  const query =
    '{ products(first: 3) { nodes { title priceFrom { amountMinor currency } purchaseCount } } }';
  return `    curl -s ${url}/graphql -H 'content-type: application/json' \\
      -d '{"query":"${query}"}'`;
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
}
