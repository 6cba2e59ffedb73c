import type { PlatformDeps } from '#platform/deps.ts';
import type { HandlersOf } from '#platform/http/handlers.ts';
import type { AccessTokens } from './access-token.ts';
import { requestPasswordReset, resetPassword, verifyEmail } from './account-service.ts';
import { whoAmI } from './me-service.ts';
import { changePassword } from './password-service.ts';
import { refreshSession, signOut } from './refresh-service.ts';
import { signIn } from './sign-in-service.ts';
import { confirmTotp, disableTotp, enrolTotp } from './totp-service.ts';

export function authRoutes(deps: PlatformDeps, tokens: AccessTokens): HandlersOf<'auth'> {
  return {
    'auth.signin': ({ body }, context) => signIn(deps, tokens, body, context),
    'auth.refresh': ({ body }, context) => refreshSession(deps, tokens, body.refresh_token, context),
    'auth.signout': (_input, context) => signOut(deps, context),
    'auth.me': (_input, context) => whoAmI(deps, context),
    'auth.verify_email': ({ body }, context) => verifyEmail(deps, body.token, context),
    'auth.forgot_password': ({ body }, context) => requestPasswordReset(deps, body.email, context),
    'auth.reset_password': ({ body }, context) => resetPassword(deps, body, context),
    'auth.change_password': ({ body }, context) => changePassword(deps, body, context),
    'auth.totp_enrol': (_input, context) => enrolTotp(deps, context),
    'auth.totp_confirm': ({ body }, context) => confirmTotp(deps, body.totp, context),
    'auth.totp_disable': ({ body }, context) => disableTotp(deps, body, context),
  };
}
