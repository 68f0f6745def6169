/**
 * The Supreme People's Court's opinion on financial trials: the source of the 24 % practice figure for licensed
 * lenders. Known to us from reports only, not read; the words below are ours, and a lawyer checks them first.
 */
import { instrument } from '../instrument.ts';

export const financialTrialOpinion2017 = instrument({
  title: '最高人民法院关于进一步加强金融审判工作的若干意见',
  issuer: '最高人民法院',
  source: '法发〔2017〕22号；仅据转述，未核对原文',
  standing: 'reported',
  validFrom: '2017-08-04',
  validUntil: null,
  articles: {
    第二条: ['（转述）金融借款合同的利息、复利、罚息、违约金和其他费用总计超过年利率24%的部分，借款人请求调减的，应予支持。'],
  },
});
