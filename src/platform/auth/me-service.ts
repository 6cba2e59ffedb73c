import type { SignedInUser } from '#contract/auth.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { type RequestContext, requireActor } from '#platform/http/handlers.ts';
import { notFound } from '#platform/http/problem.ts';
import { signedInUser } from '#platform/users/user-answer.ts';
import { findUser } from '#platform/users/user-repository.ts';

export async function whoAmI(deps: PlatformDeps, context: RequestContext): Promise<SignedInUser> {
  const user = await findUser(deps.database, requireActor(context).id);
  if (!user) throw notFound('user');
  return signedInUser(user);
}
