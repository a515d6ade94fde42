import { createContext } from "react";

/** The colleague whose conversation is on the screen and is only watched: a note in it is a whisper to them. Null: it is not. */
export const Whisper = createContext<string | null>(null);
