import type { CommandWords } from './read-command-tree.ts';

/** Completes verbs and options; where neither fits, files. */
export function bashCompletion(tree: readonly CommandWords[]): string {
  // Deeper commands first: an argument may follow the words that lead to a command.
  const cases = tree
    .toSorted((one, other) => other.path.length - one.path.length)
    .map(({ path, verbs, options }) => {
      const words = [...verbs, ...options].map(({ name }) => name).join(' ');
      return `    ${JSON.stringify(`${['', ...path].join(' ')} `)}*) words=${JSON.stringify(words)} ;;`;
    });
  return `_causeway() {
  local current="\${COMP_WORDS[COMP_CWORD]}" said=" " word words=""
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    [[ $word == -* ]] || said+="$word "
  done
  case "$said" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _causeway causeway
`;
}
