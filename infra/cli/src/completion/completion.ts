import { Argument, Command } from 'commander';
import { bashCompletion } from './bash-completion.ts';
import { fishCompletion } from './fish-completion.ts';
import { readCommandTree } from './read-command-tree.ts';

/** `causeway completion …`: a script that knows every verb and option of the program that it is in. */
export function completion(program: Command): Command {
  return new Command('completion')
    .description('a script that completes commands in your shell')
    .addArgument(new Argument('<shell>', 'which').choices(['bash', 'zsh', 'fish']))
    .action((shell: 'bash' | 'zsh' | 'fish') => {
      process.stdout.write(print(shell, program));
    })
    .addHelpText(
      'after',
      `
Examples:
  $ source <(causeway completion bash)
  $ causeway completion fish > ~/.config/fish/completions/causeway.fish`,
    );
}

function print(shell: 'bash' | 'zsh' | 'fish', program: Command): string {
  const tree = readCommandTree(program);
  if (shell === 'fish') return fishCompletion(tree);
  // zsh reads bash's completions once it is told to.
  const intoZsh = 'autoload -U +X bashcompinit && bashcompinit\n';
  return `${shell === 'zsh' ? intoZsh : ''}${bashCompletion(tree)}`;
}
