/**
 * On a small screen, upright or sideways, the panel is the screen: it follows the keyboard, the page behind holds still, and a page that has just been
 * loaded is not covered unasked. The style sheet of the panel says the same; a test compares the two.
 */
export const phone = "(max-width: 480px), (max-height: 420px)";
