/** Something the user can put right: wrong use, a broken rule file, a folder that cannot be written. Exit code 2, no stack. */
export class UserError extends Error {
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.name = 'UserError';
    this.hint = hint;
  }
}
