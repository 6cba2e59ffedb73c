import { toCallError } from '#renderer/data/call-failure.ts';
import { useViewPart, type ViewContent, type ViewPart } from '#renderer/data/view-as/view-as.ts';
import { ErrorState, LoadingState } from '#renderer/ui/states/states.tsx';
import { AccountView } from './account-view.tsx';
import { MailsView } from './mails-view.tsx';
import { OnboardingView } from './onboarding-view.tsx';
import { PlanView } from './plan-view.tsx';
import { partWords } from './words.ts';

interface ViewPartContentProps {
  userId: string;
  viewId: string;
  part: ViewPart;
}

/** One part of what they see, asked for when it is opened. */
export function ViewPartContent({ userId, viewId, part }: ViewPartContentProps) {
  const { data, error, refetch } = useViewPart(userId, viewId, part);
  if (data !== undefined) return <Content content={data} />;
  if (error === null) return <LoadingState label={`Loading ${partWords[part].toLowerCase()}`} lines={8} />;
  return <ErrorState error={toCallError(error)} onRetry={() => void refetch()} />;
}

function Content({ content }: { content: ViewContent }) {
  switch (content.part) {
    case 'account':
      return <AccountView account={content.account} />;
    case 'plan':
      return <PlanView plan={content} />;
    case 'onboarding':
      return <OnboardingView onboarding={content.onboarding} />;
    case 'mails':
      return <MailsView mails={content.mails} total={content.total} />;
  }
}
