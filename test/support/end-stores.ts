import { afterAll } from 'vitest';
import { endStores } from './database.ts';

// Loaded by Vitest before every test file of the projects with a database.
afterAll(endStores);
