/** Every fault of an environment at once, each as a sentence that names its variable and says what to do. */
export class ConfigurationFaults extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(
      `The configuration has ${faults.length} fault${faults.length === 1 ? "" : "s"}:\n- ${faults.join("\n- ")}`,
    );
    this.name = "ConfigurationFaults";
    this.faults = faults;
  }
}
