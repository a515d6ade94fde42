/** What an open chat needs only now and then, in one chunk of its own. */
export { Callback } from "./Callback";
export { LeaveEmail } from "./LeaveEmail";
export { Menu } from "./Menu";
export { PreChat } from "./PreChat";
export { Rating } from "./Rating";
export { standClear } from "./standClear";
