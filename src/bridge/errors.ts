import { z } from 'zod';
import { problemKindSchema, problemSchema } from '#contract/problems.ts';

/**
 * Why a call from the renderer did not succeed. Beyond the platform's own problems there are those that only the
 * console can see: it never reached the platform, it took too long, the answer broke the contract, it was cancelled
 * by the caller, or main refused the call itself.
 */
export const callErrorKindSchema = z.union([
  problemKindSchema,
  z.enum(['offline', 'timeout', 'contract_broken', 'cancelled', 'rejected', 'not_connected']),
]);
export type CallErrorKind = z.infer<typeof callErrorKindSchema>;

export const callErrorSchema = z.object({
  kind: callErrorKindSchema,
  title: z.string(),
  detail: z.string(),
  status: z.number().nullable(),
  request_id: z.string().nullable(),
  errors: problemSchema.shape.errors,
  retry_after_seconds: problemSchema.shape.retry_after_seconds,
  drift: problemSchema.shape.drift,
});
export type CallError = z.infer<typeof callErrorSchema>;
