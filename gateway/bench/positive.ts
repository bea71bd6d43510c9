/** Reads the number that an option was given. Throws, naming the option, what is not above 0. */
export function positive(option: string, text: string): number {
  const number = Number(text);
  if (number > 0) return number;
  throw new Error(`--${option} must be a number above 0; it is "${text}".`);
}
