import { LightningElement, api } from 'lwc';

export default class CustomerNumbers extends LightningElement {
  @api recordId;
  @api numbers = [];

  /** The adapter of Collections reads the campaign from what click-to-dial hands on. */
  get campaign() {
    return `campaign=arrears&source=${this.recordId}`;
  }
}
