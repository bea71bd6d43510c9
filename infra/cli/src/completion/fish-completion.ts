import type { CommandWords } from './read-command-tree.ts';

/** Completes verbs and options with their summaries. */
export function fishCompletion(tree: readonly CommandWords[]): string {
  return tree
    .flatMap(({ path, verbs, options }) => {
      const seen = path.map((word) => `__fish_seen_subcommand_from ${word}`);
      const unseen =
        verbs.length === 0
          ? []
          : [`not __fish_seen_subcommand_from ${verbs.map(({ name }) => name).join(' ')}`];
      const condition = [...seen, ...unseen].join('; and ');
      const when = condition === '' ? '' : ` -n ${quote(condition)}`;
      return [
        ...verbs.map(({ name, summary }) => `${when} -f -a ${name} -d ${quote(summary)}`),
        ...options.map(
          ({ name, summary }) => `${when} -l ${name.replace(/^-+/, '')} -d ${quote(summary)}`,
        ),
      ];
    })
    .map((rest) => `complete -c causeway${rest}\n`)
    .join('');
}

const quote = (text: string) => `'${text.replaceAll(/['\\]/g, '\\$&')}'`;
