/**
 * The central bank's notice of December 2003 on the rates of renminbi loans: what a financial institution may add to the
 * contract rate when a loan is overdue, and interest on interest. Known to us from reports only, not read; the words
 * below are ours, and a lawyer checks them first.
 */
import { instrument } from '../instrument.ts';

export const loanRateNotice2003 = instrument({
  title: '中国人民银行关于人民币贷款利率有关问题的通知',
  issuer: '中国人民银行',
  source: '银发〔2003〕251号；仅据转述，未核对原文',
  standing: 'reported',
  validFrom: '2004-01-01',
  validUntil: null,
  articles: {
    第三条: [
      '（转述）逾期贷款的罚息利率，为在借款合同载明的贷款利率水平上加收30%至50%；未按合同约定用途使用借款的，加收50%至100%。对不能按时支付的利息，按罚息利率计收复利。',
    ],
  },
});
