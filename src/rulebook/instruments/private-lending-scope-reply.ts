/** Takes the seven kinds of local financial organisations, small-loan companies among them, out of the private-lending rules. */
import { instrument } from '../instrument.ts';

export const privateLendingScopeReply = instrument({
  title: '最高人民法院关于新民间借贷司法解释适用范围问题的批复',
  issuer: '最高人民法院',
  source: '法释〔2020〕27号；国家法律法规数据库，标识 ff80808177e757ac0178007509c71b64',
  standing: 'official_text',
  validFrom: '2021-01-01',
  validUntil: null,
  articles: {
    一: [
      '关于适用范围问题。经征求金融监管部门意见，由地方金融监管部门监管的小额贷款公司、融资担保公司、区域性股权市场、典当行、融资租赁公司、商业保理公司、地方资产管理公司等七类地方金融组织，属于经金融监管部门批准设立的金融机构，其因从事相关金融业务引发的纠纷，不适用新民间借贷司法解释。',
    ],
  },
});
