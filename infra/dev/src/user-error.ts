/** Something that whoever ran the command can put right. Its message is all that is printed. */
export class UserError extends Error {
  override readonly name = 'UserError';
}
