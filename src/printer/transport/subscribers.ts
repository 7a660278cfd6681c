/** Those who want to hear of something; each can stop listening. */
export class Subscribers<Arguments extends readonly unknown[]> {
  readonly #listeners = new Set<(...values: Arguments) => void>();

  /** Returns what stops the listening. */
  add(listener: (...values: Arguments) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get size(): number {
    return this.#listeners.size;
  }

  tell(...values: Arguments): void {
    for (const listener of Array.from(this.#listeners)) listener(...values);
  }
}
