/** The page that the seeds name; the way to it and from it lies beside it. */
export const dashboardPath = '/dashboard/dashboard';
export const signInPath = '/dashboard/sign-in';
export const signOutPath = '/dashboard/sign-out';
