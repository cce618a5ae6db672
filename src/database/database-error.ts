/** Thrown where no database can be had; the message says what to do. */
export class DatabaseError extends Error {}
