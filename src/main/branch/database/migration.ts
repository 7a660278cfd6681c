/** One step of the database's shape. */
export interface Migration {
  /** Numbered in tens; becomes the file's `user_version`. */
  readonly id: number;
  readonly reason: string;
  readonly sql: string;
  /**
   * A program that does not know this step works with the file all the same: only tables, and columns that may be left out,
   * are added, and no column gets a meaning it did not have. An update with other steps cannot be taken back.
   */
  readonly addsOnly?: true;
}
