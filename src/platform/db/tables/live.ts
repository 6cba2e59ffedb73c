/** One row: the newest position. Whoever notes stretches holds it until they commit. */
export interface LiveHeadTable {
  id: number;
  position: number;
}

/** Which stretches of ten seconds a node wrote points of, in the order in which that was committed. Kept for an hour. */
export interface LiveStretchesTable {
  position: number;
  /** When the stretch begins. */
  at: Date;
  noted_at: Date;
}
