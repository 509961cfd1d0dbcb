/** Something that the machine does not have. The message names the one command that brings it. */
export class Missing extends Error {
  constructor(what: string, command: string) {
    super(`${what} is missing on this machine. Run: ${command}`);
    this.name = "Missing";
  }
}
