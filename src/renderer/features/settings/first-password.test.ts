import { expect, it } from 'vitest';
import { passwordSchema } from '#contract/auth.ts';
import { suggestPassword } from './first-password.ts';

it('suggests passwords that the platform takes, and never the same twice', () => {
  const made = Array.from({ length: 200 }, () => suggestPassword());
  for (const password of made) expect(passwordSchema.safeParse(password).success).toBe(true);
  expect(new Set(made).size).toBe(200);
});
