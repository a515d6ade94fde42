/** The conversations of the list on the screen, in its order: what "next" and "previous" walk along. */
class ShownList {
  #ids: readonly string[] = [];

  show(ids: readonly string[]): void {
    this.#ids = ids;
  }

  ids(): readonly string[] {
    return this.#ids;
  }
}

export const shownList = new ShownList();
