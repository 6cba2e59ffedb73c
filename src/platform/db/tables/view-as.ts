import type { GeneratedAlways } from 'kysely';
import type { ViewEnd, ViewPart } from '#contract/view-as.ts';

export interface MemberViewsTable {
  id: string;
  /** Whose eyes it looks through. */
  user_id: string;
  viewer_id: string;
  /** Null once the person was erased. */
  reason: string | null;
  started_at: Date;
  expires_at: Date;
  ended_at: Date | null;
  ended: ViewEnd | null;
}

export interface MemberViewLooksTable {
  /** In the order in which they were made. */
  position: GeneratedAlways<number>;
  view_id: string;
  part: ViewPart;
  at: Date;
  /** The viewer's own name for this look; null where they gave none. */
  look_id: string | null;
}
