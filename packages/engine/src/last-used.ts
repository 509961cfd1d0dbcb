/**
 * Values by key, of which those used longest ago are forgotten: at least the last `least` keys that were used are kept,
 * and never more than twice as many.
 *
 * Two generations make it so: what is used stands in the younger one, and once that is full the elder one goes. A key
 * that is used again and again costs one look, where keeping all of them in order would cost a removal and an insertion;
 * and a Map whose first key is removed again and again steps over all that were there before it.
 */
export class LastUsed<Value> {
  readonly #least: number;
  #younger = new Map<string, Value>();
  #elder = new Map<string, Value>();

  constructor(least: number) {
    this.#least = least;
  }

  /** The value of the key, which counts as used now. */
  get(key: string): Value | undefined {
    const value = this.#younger.get(key);
    if (value !== undefined) return value;
    const older = this.#elder.get(key);
    if (older !== undefined) this.set(key, older);
    return older;
  }

  set(key: string, value: Value): void {
    // Only a further key needs room.
    if (this.#younger.size >= this.#least && !this.#younger.has(key)) {
      this.#elder = this.#younger;
      this.#younger = new Map();
    }
    this.#younger.set(key, value);
  }

  delete(key: string): void {
    this.#younger.delete(key);
    this.#elder.delete(key);
  }

  clear(): void {
    this.#younger.clear();
    this.#elder.clear();
  }
}
