import java.io.File;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Checks files against PDF/A-2b. One line a file, in the order given: "valid" or the broken rules, then a tab and
 * the flavour that the file declares for itself.
 */
public class Vera {
    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String file : files) {
            try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file))) {
                System.out.println(verdict(parser) + "\t" + parser.getFlavour());
            }
        }
    }

    private static String verdict(PDFAParser parser) throws Exception {
        PDFAValidator validator = Foundries.defaultInstance().createValidator(PDFAFlavour.PDFA_2_B, false);
        ValidationResult result = validator.validate(parser);
        if (result.isCompliant()) {
            return "valid";
        }
        StringBuilder broken = new StringBuilder("INVALID");
        for (TestAssertion assertion : result.getTestAssertions()) {
            broken.append(" | ").append(assertion.getRuleId().getClause()).append(' ')
                .append(assertion.getMessage().replaceAll("\\s+", " "));
        }
        return broken.toString();
    }
}
