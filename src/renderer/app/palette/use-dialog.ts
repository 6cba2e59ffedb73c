import { type RefObject, useEffect, useRef } from 'react';

/** Shows a native dialog as a modal while mounted: the focus stays inside, Escape and a press outside close it. */
export function useDialog(onClose: () => void): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    // Told with the press itself: the event that the dialog has closed comes later, and a key in between would be lost.
    const onEnd = () => close.current();
    const onCancel = (event: Event) => {
      event.preventDefault();
      onEnd();
    };
    const onPress = (event: MouseEvent) => {
      if (event.target === element) onEnd();
    };
    element.addEventListener('close', onEnd);
    element.addEventListener('cancel', onCancel);
    element.addEventListener('mousedown', onPress);
    element.showModal();
    return () => {
      element.removeEventListener('close', onEnd);
      element.removeEventListener('cancel', onCancel);
      element.removeEventListener('mousedown', onPress);
      // Closing gives the focus back to where it was.
      element.close();
    };
  }, []);
  return dialog;
}
