/** Longest message that a person may send, in UTF-8 bytes. On its own, for a page that needs no schema. */
export const messageLimit = 1_000_000
