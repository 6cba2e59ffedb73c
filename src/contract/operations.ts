import { alertOperations } from './alerts.ts';
import { auditOperations } from './audit.ts';
import { authOperations } from './auth.ts';
import { batchOperations } from './batches.ts';
import { cohortOperations } from './cohorts.ts';
import { docsOperations } from './docs.ts';
import { incidentOperations } from './incidents.ts';
import { ingestOperations } from './ingest.ts';
import { invitationOperations } from './invitations.ts';
import { liveOperations } from './live.ts';
import { metricsOperations } from './metrics.ts';
import { monitoringOperations } from './monitoring.ts';
import { nudgeOperations } from './nudges.ts';
import { onboardingOperations } from './onboarding.ts';
import type {
  CallInput,
  FileOperation,
  LinesOf,
  Operation,
  ParsedInput,
  ResponseOf,
  StreamOperation,
} from './operation.ts';
import { outboxOperations } from './outbox.ts';
import { registrationOperations } from './registration.ts';
import { statusOperations } from './status.ts';
import { userBulkOperations } from './user-bulk.ts';
import { userSessionOperations } from './user-sessions.ts';
import { userStoryOperations } from './user-story.ts';
import { userTierOperations } from './user-tiers.ts';
import { userUsageOperations } from './user-usage.ts';
import { userOperations } from './users.ts';
import { viewAsOperations } from './view-as.ts';

/** Every operation of the platform. One that is not here does not exist. */
export const operations = [
  ...authOperations,
  ...userOperations,
  ...userTierOperations,
  ...userSessionOperations,
  ...userStoryOperations,
  ...userUsageOperations,
  ...userBulkOperations,
  ...viewAsOperations,
  ...invitationOperations,
  ...batchOperations,
  ...outboxOperations,
  ...registrationOperations,
  ...onboardingOperations,
  ...cohortOperations,
  ...nudgeOperations,
  ...monitoringOperations,
  ...metricsOperations,
  ...liveOperations,
  ...incidentOperations,
  ...statusOperations,
  ...ingestOperations,
  ...alertOperations,
  ...auditOperations,
  ...docsOperations,
] as const;

type Table = { [Row in (typeof operations)[number] as Row['id']]: Row };

export type OperationId = keyof Table;
/** What a caller sends to an operation: `params`, `query` and `body`, each only where the operation has it. */
export type InputOf<Id extends OperationId> = CallInput<Table[Id]>;
/** What a handler of an operation receives, validated. */
export type HandlerInputOf<Id extends OperationId> = ParsedInput<Table[Id]>;
/** Operations that answer a file. */
export type FileOperationId = { [Id in OperationId]: Table[Id] extends FileOperation ? Id : never }[OperationId];
/** Operations that answer a stream of events. */
export type StreamOperationId = { [Id in OperationId]: Table[Id] extends StreamOperation ? Id : never }[OperationId];
/** Operations that answer a value. */
export type ValueOperationId = Exclude<OperationId, FileOperationId | StreamOperationId>;
/** What an operation answers. */
export type AnswerOf<Id extends OperationId> = ResponseOf<Table[Id]>;
/** The formats of a file operation, each with what its lines are. */
export type FileLinesOf<Id extends FileOperationId> = LinesOf<Table[Id]>;

const byId: ReadonlyMap<string, Operation> = new Map(operations.map((operation) => [operation.id, operation]));

/** Finds an operation by a name that may come from outside. */
export function findOperation(id: string): Operation | undefined {
  return byId.get(id);
}
