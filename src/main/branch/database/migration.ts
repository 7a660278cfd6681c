/** One step of the database's shape. */
export interface Migration {
  /** Numbered in tens; becomes the file's `user_version`. */
  readonly id: number;
  readonly reason: string;
  readonly sql: string;
}
