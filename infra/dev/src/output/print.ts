const coloured = process.stdout.isTTY && process.env.NO_COLOR === undefined;

const codes = { red: 31, green: 32, yellow: 33, blue: 34, magenta: 35, cyan: 36, dim: 2, bold: 1 };

export type Colour = keyof typeof codes;

/** Wraps text in a terminal colour; leaves it alone where the output is not a terminal. */
export function paint(colour: Colour, text: string): string {
  return coloured ? `\u001b[${codes[colour]}m${text}\u001b[0m` : text;
}

/** Writes one line to standard output. */
export function print(line = ''): void {
  process.stdout.write(`${line}\n`);
}
