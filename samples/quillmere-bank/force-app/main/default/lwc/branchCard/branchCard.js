import { LightningElement, api } from 'lwc';

export default class BranchCard extends LightningElement {
    @api name;
}
