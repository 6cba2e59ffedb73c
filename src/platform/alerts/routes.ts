import type { PlatformDeps } from '#platform/deps.ts';
import type { HandlersOf } from '#platform/http/handlers.ts';
import { acknowledgeAlert, readAlertDetail, readAlerts, resolveAlert, silenceAlert } from './alert-service.ts';
import { backtestRule } from './backtest-service.ts';
import { changeRule, createRule, deleteRule, readRules } from './rule-service.ts';
import {
  createWebhook,
  readWebhooks,
  removeWebhook,
  renewSecret,
  testWebhook,
  updateWebhook,
} from './webhook-service.ts';

export function alertRoutes(deps: PlatformDeps): HandlersOf<'alerts'> {
  return {
    'alerts.list': ({ query }) => readAlerts(deps, query),
    'alerts.get': ({ params }) => readAlertDetail(deps.database, params.id, deps.clock.now()),
    'alerts.acknowledge': ({ params, body }, context) => acknowledgeAlert(deps, params.id, body, context),
    'alerts.resolve': ({ params, body }, context) => resolveAlert(deps, params.id, body.comment, context),
    'alerts.silence': ({ params, body }, context) => silenceAlert(deps, params.id, body, context),
    'alerts.rules.list': ({ query }) => readRules(deps, query),
    'alerts.rules.create': ({ body }, context) => createRule(deps, body, context),
    'alerts.rules.update': ({ params, body }, context) => changeRule(deps, params.id, body, context),
    'alerts.rules.delete': ({ params }, context) => deleteRule(deps, params.id, context),
    'alerts.rules.backtest': ({ body }) => backtestRule(deps, body),
    'alerts.webhooks.list': ({ query }) => readWebhooks(deps, query),
    'alerts.webhooks.create': ({ body }, context) => createWebhook(deps, body, context),
    'alerts.webhooks.update': ({ params, body }, context) => updateWebhook(deps, params.id, body, context),
    'alerts.webhooks.renew_secret': ({ params }, context) => renewSecret(deps, params.id, context),
    'alerts.webhooks.test': ({ params }, context) => testWebhook(deps, params.id, context),
    'alerts.webhooks.delete': ({ params }, context) => removeWebhook(deps, params.id, context),
  };
}
