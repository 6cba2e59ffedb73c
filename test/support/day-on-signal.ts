import { moveClock } from './move-clock.ts';

// Loaded before the platform by tests in which a day passes, see test/e2e/asleep.test.ts.
process.on('SIGUSR2', () => moveClock(86_400_000));
