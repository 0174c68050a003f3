import { logCall } from '../call-log';
import { Salesforce } from '../salesforce';

beforeEach(() => {
  (window as any).sforce = {
    opencti: {
      saveLog: jest.fn(({ callback }) => callback({ success: true, returnValue: { recordId: '00T' } })),
      refreshView: jest.fn(({ callback }) => callback({ success: true })),
    },
  };
});

test('a call becomes a task, and the page is refreshed', async () => {
  const call = { id: 'c-1', number: '0301234', startedAt: Date.now(), direction: 'Inbound' as const };
  await logCall(new Salesforce(), call, { disposition: 'Promise to pay', reason: 'arrears', note: '' });
  const { value } = (window as any).sforce.opencti.saveLog.mock.calls[0][0];
  expect(value.CallType).toBe('Inbound');
  expect((window as any).sforce.opencti.refreshView).toHaveBeenCalledTimes(1);
});
