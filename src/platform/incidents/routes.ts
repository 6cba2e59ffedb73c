import type { PlatformDeps } from '#platform/deps.ts';
import type { HandlersOf } from '#platform/http/handlers.ts';
import { addAlert } from './alert-link-service.ts';
import { postUpdate, reopenIncident, resolveIncident } from './change-service.ts';
import { declareIncident } from './declare-service.ts';
import { readIncident, readIncidents } from './read-service.ts';
import { readSummary } from './summary-service.ts';
import { updateIncident } from './update-service.ts';

export function incidentRoutes(deps: PlatformDeps): HandlersOf<'incidents'> {
  return {
    'incidents.list': ({ query }) => readIncidents(deps, query),
    'incidents.summary': ({ query }) => readSummary(deps, query),
    'incidents.declare': ({ body }, context) => declareIncident(deps, body, context),
    'incidents.get': ({ params }) => readIncident(deps.database, params.id, deps.clock.now()),
    'incidents.alerts.add': ({ params, body }, context) => addAlert(deps, params.id, body.alert_id, context),
    'incidents.update': ({ params, body }, context) => updateIncident(deps, params.id, body, context),
    'incidents.updates.create': ({ params, body }, context) => postUpdate(deps, params.id, body, context),
    'incidents.resolve': ({ params, body }, context) => resolveIncident(deps, params.id, body, context),
    'incidents.reopen': ({ params, body }, context) => reopenIncident(deps, params.id, body, context),
  };
}
