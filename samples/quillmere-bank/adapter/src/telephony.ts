/** The telephone server of Collections. It knows nothing of Salesforce. */
export interface Call {
  id: string;
  number: string;
  startedAt: number;
  direction: 'Inbound' | 'Outbound';
}

export class Telephony {
  private readonly socket: WebSocket;
  private readonly host: string;

  constructor(host = 'line.collections.example.net') {
    this.host = host;
    this.socket = new WebSocket(`wss://${host}/agent`);
  }

  onIncoming(listener: (call: Call) => void): void {
    this.socket.addEventListener('message', (event) => {
      const message = JSON.parse(event.data);
      if (message.type === 'incoming') listener(message.call);
    });
  }

  dial(number: string): Promise<Call> {
    return this.post('dial', { number });
  }

  hangUp(call: Call): Promise<Call> {
    return this.post('hangup', { id: call.id });
  }

  blindTransfer(call: Call, target: string): Promise<Call> {
    return this.post('transfer', { id: call.id, target });
  }

  pauseRecording(call: Call): Promise<Call> {
    return this.post('recording/pause', { id: call.id });
  }

  private async post(path: string, body: object): Promise<Call> {
    const response = await fetch(`https://${this.host}/api/${path}`, {
      method: 'POST',
      credentials: 'include',
      body: JSON.stringify(body),
    });
    return response.json();
  }
}
