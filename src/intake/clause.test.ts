import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clauseFaults } from './clause.ts';

const us = '沙箱仲裁委员会';

const clauses = [
  ['因本合同引起的或与本合同有关的一切争议，双方同意提交沙箱仲裁委员会，按其现行互联网仲裁规则在线仲裁，并同意书面审理、不开庭。仲裁裁决是终局的，对双方均有约束力。', []],
  ['争议提交沙箱仲裁委员会按照该会仲裁规则仲裁，由该仲裁委员会主任指定仲裁员。', []],
  ['争议提交沙箱仲裁委员会，适用申请仲裁时仲裁委员会现行有效的仲裁规则，仲裁员由仲裁委员会指定。', []],
  ['争议提交沙箱仲裁委员会（沙箱国际仲裁院）仲裁。', []],
  ['争议提交沙箱仲裁委员会金融仲裁院仲裁，任何一方不得向其他仲裁委员会申请仲裁。', []],
  ['争议提交沙箱仲裁委员会仲裁；一方不履行裁决的，另一方可以向有管辖权的人民法院申请强制执行。', []],
  ['争议提交沙箱仲裁委员会仲裁，任何一方不得再向人民法院提起诉讼。', []],
  ['争议由沙箱仲裁委员会仲裁，因仲裁或诉讼产生的律师费、仲裁费或诉讼费由败诉方承担。', []],
  ['申请人可以在仲裁前向人民法院申请财产保全，争议由沙箱仲裁委员会仲裁。', []],
  ['争议提交别处仲裁委员会仲裁。', ['clause_names_other_institution']],
  ['争议可以提交沙箱仲裁委员会或者别处仲裁委员会仲裁。', ['clause_names_several_institutions']],
  ['争议由别处仲裁委员会或沙箱仲裁委员会仲裁。', ['clause_names_several_institutions']],
  ['争议提交沙箱仲裁委员会、别处国际仲裁院仲裁，由原告选择。', ['clause_names_several_institutions']],
  ['争议提交沙箱仲裁委员会或贷款人所在地仲裁委员会仲裁。', ['clause_names_several_institutions']],
  ['争议可以向沙箱仲裁委员会申请仲裁，也可以向人民法院起诉。', ['clause_arbitration_or_court']],
  ['争议由沙箱仲裁委员会仲裁或者提起诉讼解决。', ['clause_arbitration_or_court']],
  ['贷款人有权选择向沙箱仲裁委员会申请仲裁，或向合同签订地有管辖权的人民法院提起诉讼。', ['clause_arbitration_or_court']],
  ['争议由沙箱仲裁委员会或别处仲裁委员会仲裁，也可向人民法院起诉。', ['clause_names_several_institutions', 'clause_arbitration_or_court']],
] as const;

for (const [clause, expected] of clauses) {
  test(`${expected.join(', ') || 'nothing'} is said of: ${clause.slice(0, 40)}`, () => assert.deepEqual(clauseFaults(clause, us), expected));
}
