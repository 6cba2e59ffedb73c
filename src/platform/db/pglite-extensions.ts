import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';

/** What every opening of an embedded store must bring, or its search index can't be read: see the migration of people. */
export const pgliteExtensions = { pg_trgm };
