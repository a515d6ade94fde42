import { parseHubError } from "./errors";
import { newId } from "./ids";

/**
 * Ids of calls that are to happen once. As long as the answer is not known the same intention keeps its id, so that trying again
 * after a lost answer is a repeat; answered for good, it is forgotten, and the same words are a new wish.
 */
export class Intents {
  readonly #ids = new Map<string, string>();

  async run<T>(intention: string, call: (clientMessageId: string) => Promise<T>): Promise<T> {
    const id = this.#ids.get(intention) ?? newId();
    this.#ids.set(intention, id);
    try {
      const answer = await call(id);
      this.#ids.delete(intention);
      return answer;
    } catch (error) {
      const { retryable, code } = parseHubError(error);
      if (!retryable && code !== "internal") this.#ids.delete(intention);
      throw error;
    }
  }
}
