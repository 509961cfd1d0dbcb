/** One part of what is generated. */
export interface Step {
  /** For `npm run generate -- --only <name>`. */
  name: string;
  /**
   * Makes the files, without writing them: their content by their path from the repository's root. The same document
   * gives the same bytes on every machine.
   */
  run(): Promise<Record<string, string>>;
}
