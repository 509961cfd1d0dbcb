/** One part of what is generated. */
export interface Step {
  /** For `npm run generate -- --only <name>`. */
  name: string;
  /**
   * The folders and files that belong to this step alone, from the repository's root. What stands there and is not
   * made any more is deleted.
   */
  outputs: readonly string[];
  /**
   * Makes the files, without writing them: their content by their path from the repository's root. The same document
   * gives the same bytes on every machine.
   *
   * @param scratch an empty folder for tools that write files; it is deleted afterwards
   */
  run(scratch: string): Promise<Record<string, string>>;
}
