interface Wish {
  conversationId: string;
  place: "list" | "composer";
}

let wish: Wish | null = null;

/**
 * Where the focus goes when this conversation opens. A move through the list by key leaves it in the list, so that the next letter is a
 * key again and not a word to the customer; whatever else opens a conversation means to write.
 */
export function wishFocus(conversationId: string, place: Wish["place"]): void {
  wish = { conversationId, place };
}

export const wantsList = (conversationId: string | null): boolean =>
  wish?.place === "list" && wish.conversationId === conversationId;
