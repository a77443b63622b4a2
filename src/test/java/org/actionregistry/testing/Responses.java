package org.actionregistry.testing;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds responses to the contract; every test client hands its responses through here. */
final class Responses {
    private static final ContractCheck CONTRACT = ContractCheck.ofBundledContract();

    private Responses() {}

    /** The answer itself; fails when it breaks the contract, or lets out where in the program an error comes from. */
    static synchronized Answer held(Answer answer) {
        CONTRACT.require(
                answer.method(),
                answer.path(),
                answer.status(),
                answer.headers().map(),
                answer.body());
        if (answer.status() >= 400) {
            assertThat(answer.text()).doesNotContain("\tat ", "Exception", "<html");
        }
        return answer;
    }
}
