using System.Security.Cryptography;
using System.Text;
using ChatService.Server.Features.WidgetSessions;

namespace ChatService.Server.Tests.Abuse;

/// <summary>What was signed can be read in one way only.</summary>
public sealed class IdentitySignatureTests
{
    private const string Secret = "s3cret";
    private const long IssuedAt = 1_700_000_000;

    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(IssuedAt + 10);

    // Made by Python's hmac and hashlib, with line breaks, three scripts and names that sort differently by UTF-16.
    [Fact]
    public void Form_2_is_signed_as_the_protocol_says()
    {
        var identity = new SignedIdentity(
            "customer-1", "张三\nx", "a@example.com", null, new() { ["\U0001F600"] = "1", ["plan"] = "gold", ["\uFFEE"] = "2", ["город"] = "Москва" }, IssuedAt,
            "beafe22ce30bfb0239fe175c74ce89b56306eddc94a680b51f5c9d3b27bdde06d1299577fb0ec895fda8ea2d0dcb39b7bb68bb013efca3dd7205b49bb5340c48", 2);

        Assert.True(IdentitySignature.IsValid(identity, Secret, Now));
        Assert.False(IdentitySignature.IsValid(identity with { Name = "张三" }, Secret, Now));
        Assert.False(IdentitySignature.IsValid(identity with { Version = 3 }, Secret, Now));
        Assert.False(IdentitySignature.IsValid(identity with { Version = null }, Secret, Now));
    }

    // The shop signs what a customer typed as its name; the customer shows the same lines as other fields.
    [Fact]
    public void A_signed_name_cannot_be_read_again_as_address_and_attributes()
    {
        var signed = new SignedIdentity("customer-2", "Mallory\nboss@example.com\n\n1700000000\nlevel=VIP", "m@example.com", null, null, IssuedAt, null);
        signed = signed with { Signature = IdentitySignature.Sign(signed, Secret) };
        var presented = new SignedIdentity("customer-2", "Mallory", "boss@example.com", "", new() { ["level"] = "VIP\nm@example.com\n\n1700000000" }, IssuedAt, signed.Signature);

        Assert.Equal(IdentitySignature.Sign(signed, Secret), IdentitySignature.Sign(presented, Secret));
        Assert.False(IdentitySignature.IsValid(signed, Secret, Now));
        Assert.False(IdentitySignature.IsValid(presented, Secret, Now));
    }

    [Fact]
    public void An_attributes_name_with_an_equals_sign_is_not_read_as_part_of_the_value()
    {
        var signed = new SignedIdentity("customer-3", null, null, null, new() { ["note"] = "a=b" }, IssuedAt, null);
        var presented = signed with { Attributes = new() { ["note=a"] = "b" }, Signature = IdentitySignature.Sign(signed, Secret) };

        Assert.True(IdentitySignature.IsValid(signed with { Signature = IdentitySignature.Sign(signed, Secret) }, Secret, Now));
        Assert.False(IdentitySignature.IsValid(presented, Secret, Now));
    }

    // Else a person whose id and name are chosen well would sign in form 1 what says somebody else in form 2.
    [Fact]
    public void A_text_that_was_signed_in_form_1_is_not_valid_in_form_2()
    {
        var identity = new SignedIdentity("customer-4", "Ann", null, null, null, IssuedAt, null, 2);
        const string Canonical = "10:customer-4,3:Ann,0:,0:,10:1700000000,";
        var key = Encoding.UTF8.GetBytes(Secret);

        Assert.True(IdentitySignature.IsValid(identity with { Signature = Convert.ToHexStringLower(HMACSHA512.HashData(key, Encoding.UTF8.GetBytes(Canonical))) }, Secret, Now));
        Assert.False(IdentitySignature.IsValid(identity with { Signature = Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(Canonical))) }, Secret, Now));
    }
}
