/** Open CTI with promises. Every call of the phone goes through here. */
export interface Answer<T> {
  success: boolean;
  returnValue: T;
  errors?: { code: string; description: string }[];
}

export interface OpenCti {
  [method: string]: (options: object) => void;
}

type Method = 'getCallCenterSettings' | 'getAppViewInfo' | 'saveLog' | 'runApex' | 'screenPop' | 'searchAndScreenPop' | 'refreshView';

const cti = (): OpenCti => (window as unknown as { sforce: { opencti: OpenCti } }).sforce.opencti;

function invoke<T>(method: Method, options: object = {}): Promise<T> {
  return new Promise((resolve, reject) => {
    cti()[method]({
      ...options,
      callback: (answer: Answer<T>) => {
        if (answer.success) resolve(answer.returnValue);
        else reject(new Error(answer.errors?.[0]?.description ?? `${method} failed`));
      },
    });
  });
}

export class Salesforce {
  settings(): Promise<Record<string, string>> {
    return invoke('getCallCenterSettings');
  }

  /** The record the agent looks at, if any. */
  view(): Promise<{ recordId?: string; objectType?: string }> {
    return invoke('getAppViewInfo');
  }

  save(value: object): Promise<{ recordId: string }> {
    return invoke('saveLog', { value });
  }

  async openDebtor(recordId: string): Promise<void> {
    await invoke('screenPop', { type: (window as any).sforce.opencti.SCREENPOP_TYPE.SOBJECT, params: { recordId } });
  }

  /** Walks the agent through the questions that the law asks for. */
  async startScript(flow: string, recordId: string): Promise<void> {
    await invoke('screenPop', {
      type: (window as any).sforce.opencti.SCREENPOP_TYPE.FLOW,
      params: { flowDevName: flow, flowArgs: [{ name: 'recordId', type: 'String', value: recordId }] },
    });
  }

  /** The token stands here until the vault is ready. It opens nothing. */
  blockCard(number: string): Promise<unknown> {
    return invoke('runApex', { apexClass: 'CardBlock', methodName: 'block', methodParams: `token=not-a-real-token-5678&card=${number}` });
  }

  find(number: string): Promise<Record<string, object>> {
    return invoke('searchAndScreenPop', { searchParams: number, callType: 'outbound' });
  }

  refresh(): Promise<void> {
    return invoke('refreshView');
  }

  onClickToDial(listener: (payload: { number: string; recordId: string; params?: string }) => void): void {
    cti().enableClickToDial({ callback: () => cti().onClickToDial({ listener }) });
  }
}
